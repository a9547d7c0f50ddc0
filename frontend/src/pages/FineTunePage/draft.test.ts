import { describe, expect, it } from 'vitest';
import type { Labelled, Model, Picture, TrainingCheck, TrainingSummary } from '../../api/types';
import {
  type Draft,
  firstDraft,
  HE_UNIT,
  isModelName,
  preselected,
  preselectedMode,
  type Settled,
  toCheck,
  toRequest,
  withUnits,
} from './draft';

const model = (owner: string, name: string, stages: number) => ({ owner, name, stages }) as Model;
const models = [
  model('base', 'he-cells', 1),
  model('base', 'living-dead', 2),
  model('ada', 'mine', 2),
];
const label = (id: string, at: string) => ({ image_id: id, edited_at: at }) as unknown as Labelled;
const pictures = ['a', 'b', 'c', 'd'].map((id) => ({ id }) as Picture);
const labelled = [
  label('c', '2026-03-02T00:00:00Z'),
  label('a', '2026-03-01T00:00:00Z'),
  label('gone', '2026-03-03T00:00:00Z'),
];
const SINCE = '2026-03-01T12:00:00Z';

describe('the first draft', () => {
  it('starts from what found the newest cells', () => {
    const draft = firstDraft(models, undefined, 'base/he-cells@1');
    expect([draft.base, draft.name, draft.mode]).toEqual(['base/he-cells', 'my-cells', null]);
  });

  it('goes on with the newest training: its model, from the base it had', () => {
    const training = { model: 'ada/mine@2', base: 'base/living-dead@1' } as TrainingSummary;
    const draft = firstDraft(models, training, 'base/he-cells@1');
    expect([draft.base, draft.name]).toEqual(['base/living-dead', 'mine']);
  });

  it('takes a built-in model that classifies where nothing is known', () => {
    expect(firstDraft(models, undefined, 'ada/mine@1').base).toBe('base/living-dead');
  });
});

describe('preselection', () => {
  const draft = firstDraft(models, undefined, undefined);

  it('takes all corrections from the base, in the order of the pictures', () => {
    expect(preselected(draft, pictures, labelled, SINCE)).toEqual(['a', 'c']);
  });

  it('takes only what was corrected since the last training when a version goes on', () => {
    expect(preselected({ ...draft, continueFrom: 2 }, pictures, labelled, SINCE)).toEqual(['c']);
  });
});

it('asks for what was set, and for replay only where pictures were chosen', () => {
  const draft: Settled = { ...firstDraft(models, undefined, undefined), mode: 'quick' };
  expect(toRequest(draft, ['a'], [])).toEqual({
    name: 'my-cells',
    base: 'base/living-dead@champion',
    mode: 'quick',
    units: ['target-detection', 'target-classification'],
    image_ids: ['a'],
    continue_from: null,
    hold_out: 0.1,
    validation: 0.2,
    replay: null,
    seed: 0,
  });
  const mixed = toRequest({ ...draft, replayShare: 0.25 }, ['a'], ['b']);
  expect(mixed.replay).toEqual({ image_ids: ['b'], share: 0.25 });
});

it('makes of the H&E unit a full training from everyday objects, with parameters of its own', () => {
  const draft: Draft = { ...firstDraft(models, undefined, undefined), ...withUnits([HE_UNIT]) };
  expect([draft.mode, toCheck(draft, ['a'], []).mode]).toEqual(['full', 'full']);
  expect({ ...draft, ...withUnits(['target-detection']) }.mode).toBeNull();
  const sized = {
    ...draft,
    mode: 'full',
    networks: { ...draft.networks, size: 's', weights: 'random' },
  } as const;
  expect(toRequest(sized, ['a'], [])).toMatchObject({
    base: 'base/he-cells@champion',
    mode: 'full',
    units: ['he-detection'],
    parameters: {
      he: { architecture: 'yolov5su', initial_weights: 'random', augmentation: 'strong' },
    },
  });
});

it('asks for the size and the start of a detector only where one is trained', () => {
  const full = { ...firstDraft(models, undefined, undefined), mode: 'full' } as const;
  expect(toRequest(full, ['a'], []).parameters).toEqual({
    detector: { architecture: null, initial_weights: 'package', augmentation: 'light' },
    classifier: { augmentation: 'light' },
  });
  const classes = { ...full, units: ['target-classification'] } as const;
  expect(toRequest(classes, ['a'], []).parameters).toBeUndefined();
});

it('checks in one mode, with the settings of the other, so that one answer is of both', () => {
  const draft = firstDraft(models, undefined, undefined);
  const asked = toCheck({ ...draft, networks: { ...draft.networks, size: 's' } }, ['a'], []);
  expect(asked).toMatchObject({
    mode: 'quick',
    parameters: { detector: { architecture: 'yolov5su' } },
  });
});

it.each([
  ['full', true, 'full'],
  ['full', false, 'quick'],
  ['quick', true, 'quick'],
  [null, true, 'quick'],
] as const)('preselects of %s, ready: %s, the mode %s', (advised, ready, mode) => {
  const one = { ready, problems: [], estimated_seconds: 1, estimated_from: 0 };
  const check = { modes: { quick: one, full: one }, advised_mode: advised } as unknown;
  expect(preselectedMode(check as TrainingCheck)).toBe(mode);
});

it('preselects no mode while nothing is known', () => {
  expect(preselectedMode(undefined)).toBeNull();
});

it.each([
  ['my-cells', true],
  ['a', true],
  ['mine_2.b', true],
  ['', false],
  ['My cells', false],
  ['-mine', false],
  ['mine.', false],
  ['x'.repeat(65), false],
])('name %s: %s', (name, usable) => {
  expect(isModelName(name)).toBe(usable);
});
