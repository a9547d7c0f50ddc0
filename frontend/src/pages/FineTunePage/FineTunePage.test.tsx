import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router';
import { expect, it } from 'vitest';
import type { Model, TrainingCheck, TrainingRequest } from '../../api/types';
import { i18n } from '../../i18n';
import { type Call, fakeGateway } from '../../test/fakeGateway';
import { renderPage } from '../../test/renderPage';
import { FineTunePage } from './FineTunePage';

const model = (owner: string, name: string): Model => ({
  owner,
  name,
  title: { en: `Title of ${name}`, zh: name },
  classes: [{ name: 'living', target: false }],
  stages: 2,
  latest_version: 2,
  aliases: { champion: 1 },
  licence: { id: 'MIT', conditions: '' },
});

const labelsOf = (ids: readonly string[]) =>
  ids.map((id, place) => ({
    image_id: id,
    revision: 3,
    state: 'draft',
    counts: { living: 20 },
    edited_at: `2026-03-0${place + 1}T00:00:00Z`,
  }));
const labels = labelsOf(['a', 'b']);

const fewPictures = {
  code: 'too-few-pictures',
  message: 'Two pictures are needed.',
  image_id: null,
  values: { pictures: 1, wanted: 2, more: 1 },
};
const fewLabels = {
  code: 'too-few-labels',
  message: 'Eight cells are needed.',
  image_id: null,
  values: { class: 'dead', labels: 2, wanted: 8, more: 6 },
};

/** Of two pictures quick can be trained, of three full, too. Most of the corrections are of boxes. */
function check(ids: readonly string[]): TrainingCheck {
  const problems = ids.length > 1 ? [] : [fewPictures];
  const lacks = ids.length > 2 ? [] : [...problems, fewLabels];
  const quick = { ready: ids.length > 1, problems, estimated_seconds: 75, estimated_from: 3 };
  return {
    ...quick,
    pictures: ids.length,
    labels: { living: 20 * ids.length, dead: ids.length },
    split: { train: ids.length, val: 0, test: 0 },
    modes: {
      quick,
      full: { ready: ids.length > 2, problems: lacks, estimated_seconds: 900, estimated_from: 0 },
    },
    corrections: { pictures: ids.length, added: 20, deleted: 6, moved: 4, reclassified: 7 },
    advised_mode: 'full',
  };
}

const requestOf = (call: Call) => call.body as TrainingRequest;
const lastRequest = (calls: readonly Call[]) => calls.map(requestOf).at(-1);

function open(labelled: typeof labels, trainings: unknown[] = []) {
  const calls = fakeGateway({
    'GET /api/v1/users/me': { status: 401, body: {} },
    'GET /api/v1/projects/p': { body: { id: 'p', name: 'Drugs' } },
    'GET /api/v1/images': {
      body: { items: ['a', 'b', 'c'].map((id) => ({ id, filename: `${id}.png`, page: 0, pages: 1 })) },
    },
    'GET /api/v1/projects/p/annotations': { body: { items: labelled } },
    'GET /api/v1/models': { body: { items: [model('base', 'living-dead'), model('ada', 'mine')] } },
    'GET /api/v1/models/ada/mine': { body: { versions: [{ version: 2 }, { version: 1 }] } },
    'GET /api/v1/projects': { body: { items: [{ id: 'p', name: 'Drugs' }, { id: 'q', name: 'Old' }] } },
    'GET /api/v1/projects/q/annotations': { body: { items: [{ image_id: 'z' }] } },
    'GET /api/v1/trainings': { body: { items: trainings } },
    'GET /api/v1/predictions': { body: { items: [] } },
    'POST /api/v1/trainings/check': (call) => ({ body: check(requestOf(call).image_ids ?? []) }),
    'POST /api/v1/trainings': { status: 202, body: { id: 'job' } },
  }); // prettier-ignore
  renderPage(
    <Routes>
      <Route path="projects/:projectId/fine-tune" element={<FineTunePage />} />
      <Route path="trainings/:id" element={<p>the training</p>} />
    </Routes>,
    '/projects/p/fine-tune',
  );
  return calls;
}

it('starts what is shown, with the corrected pictures chosen beforehand', async () => {
  const calls = open(labels);
  expect(await screen.findByText('2 of 2 labelled pictures chosen')).toBeVisible();
  expect(screen.getByRole('checkbox', { name: /c\.png/ })).toBeDisabled();
  expect(await screen.findByText('Everything is there. The training can start.')).toBeVisible();
  expect(screen.getByText('About 1:15 (minutes:seconds).')).toBeVisible();
  expect(screen.getByText(/judged from six held-out pictures on/)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Start training' }));
  expect(await screen.findByText('the training')).toBeVisible();
  const sent = calls.filter(
    ({ method, path }) => method === 'POST' && path === '/api/v1/trainings',
  );
  expect(sent.map((call) => requestOf(call))).toMatchObject([
    { name: 'my-cells', base: 'base/living-dead@champion', mode: 'quick', image_ids: ['a', 'b'] },
  ]);
});

const mode = (name: string) => screen.getByRole('radio', { name: new RegExp(`^${name}`) });

it('says what was corrected, preselects what is for that, and tells the time of both modes', async () => {
  const calls = open(labelsOf(['a', 'b', 'c']));
  expect(await screen.findByTestId('mode-advice')).toHaveTextContent(
    'What you corrected in the chosen pictures: boxes (added, deleted or moved) 30, classes 7. Full is for that',
  );
  expect(mode('Full')).toBeChecked();
  expect(mode('Quick')).toHaveAccessibleName(/About 1:15/);
  expect(mode('Full')).toHaveAccessibleName(/About 15:00 .* A rough guess/);
  await userEvent.click(screen.getByRole('checkbox', { name: /c\.png/ }));
  await waitFor(() => expect(mode('Quick')).toBeChecked());
  expect(mode('Full')).toHaveAccessibleName(/Something is missing for it/);
  const asked = calls.length;
  await userEvent.click(mode('Full'));
  expect(screen.getByText('Eight cells are needed.')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Start training' })).toBeDisabled();
  await userEvent.click(mode('Quick'));
  expect(screen.getByRole('button', { name: 'Start training' })).toBeEnabled();
  expect(calls).toHaveLength(asked);
});

it('keeps the mode that a person chose, whatever is advised', async () => {
  open(labelsOf(['a', 'b', 'c']));
  await screen.findByTestId('mode-advice');
  await userEvent.click(mode('Quick'));
  await userEvent.click(screen.getByRole('checkbox', { name: /c\.png/ }));
  await userEvent.click(screen.getByRole('checkbox', { name: /c\.png/ }));
  await waitFor(() => expect(mode('Full')).toHaveAccessibleName(/About 15:00/));
  expect(mode('Quick')).toBeChecked();
});

it('says what is missing, in words, and does not start before it is there', async () => {
  open(labels);
  await screen.findByText('Everything is there. The training can start.');
  await userEvent.click(screen.getByRole('checkbox', { name: /b\.png/ }));
  expect(screen.getByRole('button', { name: 'Start training' })).toBeDisabled();
  expect(await screen.findByText('Two pictures are needed.')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Start training' })).toBeDisabled();
  const rows = within(screen.getByRole('complementary')).getAllByRole('row');
  await waitFor(() =>
    expect(rows.map((row) => row.textContent)).toEqual([
      'ClassLabelled cells',
      'living20',
      'dead1',
    ]),
  );
});

it('goes on from a version with only the pictures corrected since the last training', async () => {
  const calls = open(labels, [
    { id: 't', model: 'ada/mine@2', base: 'base/living-dead@1', decision: 'accepted', created_at: '2026-03-01T12:00:00Z', job: { state: 'succeeded' } },
  ]); // prettier-ignore
  const start = await screen.findByRole('combobox', { name: 'Start from' });
  expect(screen.getByText('2 of 2 labelled pictures chosen')).toBeVisible();
  await within(start).findByRole('option', { name: 'Version 2 of your model' });
  await userEvent.selectOptions(start, '2');
  expect(screen.getByText('1 of 2 labelled pictures chosen')).toBeVisible();
  await waitFor(() =>
    expect(lastRequest(calls)).toMatchObject({ continue_from: 2, image_ids: ['b'] }),
  );
});

it('mixes in the labelled pictures of another project', async () => {
  const calls = open(labels);
  await screen.findByText('Everything is there. The training can start.');
  await userEvent.click(screen.getByText('More settings'));
  const projects = screen.getByRole('combobox', { name: 'Replay a project' });
  await within(projects).findByRole('option', { name: 'Old' });
  expect(within(projects).getAllByRole('option')).toHaveLength(2);
  await userEvent.selectOptions(projects, 'Old');
  await waitFor(() => expect(lastRequest(calls)?.replay).toEqual({ image_ids: ['z'], share: 0.5 }));
});

it('refuses a name that no model can have', async () => {
  open(labels);
  const name = await screen.findByRole('combobox', { name: 'Name of your model' });
  await userEvent.clear(name);
  await userEvent.type(name, 'My Cells');
  expect(screen.getByRole('alert')).toHaveTextContent('Use small letters');
  expect(screen.getByRole('button', { name: 'Start training' })).toBeDisabled();
});

it('sends someone without corrections to what to label next', async () => {
  open([]);
  expect(await screen.findByText('No picture is corrected yet')).toBeVisible();
  expect(screen.getByRole('link', { name: 'See which pictures to correct first' })).toHaveAttribute(
    'href',
    '/projects/p?tab=trainings',
  );
});

it('speaks Chinese', async () => {
  await i18n.changeLanguage('zh');
  open(labels);
  await userEvent.click(await screen.findByRole('checkbox', { name: /b\.png/ }));
  expect(await screen.findByText(/需要 2 张。请再标注 1 张。/)).toBeVisible();
  expect(screen.getByRole('button', { name: '开始训练' })).toBeDisabled();
});
