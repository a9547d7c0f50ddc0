import type {
  Labelled,
  Model,
  Picture,
  TrainingCheck,
  TrainingRequest,
  TrainingSummary,
} from '../../api/types';
import { isBuiltIn, nameOf } from '../../lib/models';

export type Mode = TrainingRequest['mode'];
export type Unit = TrainingRequest['units'][number];

/** How the detector is trained; what a person may choose of it. */
export interface Networks {
  /** Null: as the base has it. */
  size: Size | null;
  weights: 'package' | 'coco' | 'random';
  augmentation: 'none' | 'light' | 'strong';
}

export const SIZES = ['n', 's', 'm', 'l', 'x'] as const;
export type Size = (typeof SIZES)[number];

/** What a person sets before a training starts. */
export interface Draft {
  name: string;
  /** `owner/name` of the model to start from; its champion is meant. */
  base: string;
  /** Null: the base and all corrections, so that a loop repeated often does not drift. */
  continueFrom: number | null;
  /** Null until the person chooses: the one that `preselectedMode` names. */
  mode: Mode | null;
  units: readonly Unit[];
  networks: Networks;
  /** Null until the person chooses: those that `preselected` names. */
  chosen: readonly string[] | null;
  holdOut: number;
  validation: number;
  /** Id of a project whose labelled pictures are mixed in; null for none. */
  replayProject: string | null;
  replayShare: number;
  seed: number;
}

export const UNITS = [
  'target-detection',
  'target-classification',
] as const satisfies readonly Unit[];

/** Makes a detector of every cell in H&E tissue, and stands alone. */
export const HE_UNIT = 'he-detection' satisfies Unit;

const TARGET_NETWORKS: Networks = { size: null, weights: 'package', augmentation: 'light' };
const HE_NETWORKS: Networks = { size: 'n', weights: 'coco', augmentation: 'strong' };

/** The settings that go with what is trained: the H&E unit starts from everyday objects, and is never quick. */
export const withUnits = (units: readonly Unit[]): Partial<Draft> =>
  units.includes(HE_UNIT)
    ? { units: [HE_UNIT], mode: 'full', networks: HE_NETWORKS, base: 'base/he-cells' }
    : { units, mode: null, networks: TARGET_NETWORKS };

/** A draft whose mode is decided. */
export type Settled = Draft & { mode: Mode };

/** What is for the corrections that were made, unless something is in its way; null while nothing is known. */
export function preselectedMode(check: TrainingCheck | undefined): Mode | null {
  const advised = check?.advised_mode;
  if (check === undefined) return null;
  return advised && check.modes[advised]?.ready ? advised : 'quick';
}

/** Settings of the detector count where a detector is trained. */
export const trainsDetector = ({ mode, units }: Pick<Settled, 'mode' | 'units'>): boolean =>
  mode === 'full' && (units.includes('target-detection') || units.includes(HE_UNIT));

const NAME = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/;

export const isModelName = (name: string): boolean => NAME.test(name);

const modelOf = (reference: string): string => reference.split('@')[0] ?? '';

/** Goes on with the newest training's model, else with what found the newest cells, else with a built-in model. */
export function firstDraft(
  models: readonly Model[],
  newestTraining: TrainingSummary | undefined,
  newestModel: string | undefined,
  chosen: readonly string[] | null = null,
): Draft {
  const wanted = modelOf(newestTraining?.base ?? newestModel ?? '');
  const base = models.find((one) => isBuiltIn(one) && nameOf(one) === wanted);
  const fallback = models.find(({ stages }) => stages === 2) ?? models[0];
  const known = base ?? fallback;
  return {
    name: modelOf(newestTraining?.model ?? '').split('/')[1] ?? 'my-cells',
    base: known ? nameOf(known) : '',
    continueFrom: null,
    mode: null,
    units: UNITS,
    networks: TARGET_NETWORKS,
    chosen,
    holdOut: 0.1,
    validation: 0.2,
    replayProject: null,
    replayShare: 0.5,
    seed: 0,
  };
}

/** Ids of the pictures that were labelled after `since`; all labelled ones where there was no training yet. */
export function labelledSince(labelled: readonly Labelled[], since: string | undefined): string[] {
  const after = since === undefined ? -Infinity : Date.parse(since);
  return labelled
    .filter(({ edited_at: at }) => Date.parse(at) > after)
    .map(({ image_id: id }) => id);
}

/**
 * From the base all corrections train again; a version that goes on has seen the old ones, so only the new ones do.
 * Pictures that were deleted meanwhile are left out.
 */
export function preselected(
  draft: Draft,
  pictures: readonly Picture[],
  labelled: readonly Labelled[],
  since: string | undefined,
): string[] {
  const wanted = new Set(labelledSince(labelled, draft.continueFrom === null ? undefined : since));
  return pictures.filter(({ id }) => wanted.has(id)).map(({ id }) => id);
}

function toParameters(draft: Settled): Pick<TrainingRequest, 'parameters'> {
  if (!trainsDetector(draft)) return {};
  const { size, weights, augmentation } = draft.networks;
  const architecture = size === null ? null : (`yolov5${size}u` as const);
  const detector = { architecture, initial_weights: weights, augmentation };
  if (draft.units.includes(HE_UNIT)) return { parameters: { he: detector } };
  return { parameters: { detector, classifier: { augmentation } } };
}

/** Asks of all modes at once, so that choosing another asks nothing anew; a detector's settings are those of full. */
export const toCheck = (
  draft: Draft,
  imageIds: readonly string[],
  replayIds: readonly string[],
): TrainingRequest => ({
  ...toRequest({ ...draft, mode: 'full' }, imageIds, replayIds),
  mode: draft.units.includes(HE_UNIT) ? 'full' : 'quick',
});

export function toRequest(
  draft: Settled,
  imageIds: readonly string[],
  replayIds: readonly string[],
): TrainingRequest {
  return {
    name: draft.name,
    base: `${draft.base}@champion`,
    mode: draft.mode,
    units: [...draft.units],
    image_ids: [...imageIds],
    continue_from: draft.continueFrom,
    hold_out: draft.holdOut,
    validation: draft.validation,
    replay: replayIds.length === 0 ? null : { image_ids: [...replayIds], share: draft.replayShare },
    seed: draft.seed,
    ...toParameters(draft),
  };
}
