import { editor } from './editor';
import { fineTune } from './fineTune';
import { imports } from './imports';
import { models } from './models';
import { members, settings, signIn } from './people';
import { differences, jobs, predict, result } from './predictions';
import { dashboard, notes, project, projects, upload } from './projects';
import { agreement, readings, reviews } from './readings';
import { sheet } from './sheet';
import { action, app, error, nav } from './shell';
import { statistics } from './statistics';
import { comparisons, heldOut, trainings } from './trainings';
import { viewer } from './viewer';
import { details, problems } from './problems';
import type { Messages } from '../messages';

/** 中文文本。 */
export const zh: Messages = {
  app,
  nav,
  action,
  signIn,
  projects,
  project,
  notes,
  upload,
  predict,
  jobs,
  result,
  dashboard,
  differences,
  statistics,
  viewer,
  editor,
  imports,
  sheet,
  models,
  fineTune,
  heldOut,
  trainings,
  comparisons,
  settings,
  error,
  readings,
  agreement,
  reviews,
  members,
  problem: problems,
  detail: details,
};
