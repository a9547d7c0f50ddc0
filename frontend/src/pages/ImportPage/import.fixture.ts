import type { ImportedPicture, LabelImport } from '../../api/types';
import { jobIn } from '../ComparisonPage/comparison.fixture';

export const importOf = (known: Partial<LabelImport> = {}): LabelImport => ({
  id: 'x',
  project_id: 'p',
  filename: 'labels.zip',
  format: null,
  step: 'read',
  job: jobIn('succeeded'),
  created_at: '2026-03-01T10:00:00Z',
  notes: [],
  pictures: { ready: 2 },
  classes: [{ name: 'Dead', cells: 3, pictures: 1, suggested: 'dead', target: false }],
  skipped: {},
  labelled: 0,
  project_classes: [
    { name: 'living', target: false },
    { name: 'dead', target: true },
  ],
  ...known,
});

export const pictureOf = (known: Partial<ImportedPicture> = {}): ImportedPicture => ({
  place: 0,
  file: 'a.xml',
  name: 'a.png',
  format: 'voc',
  image_id: 'i',
  filename: 'a.png',
  outcome: 'ready',
  counts: { Dead: 3 },
  skipped: {},
  had: null,
  revision: null,
  candidates: [],
  problem: null,
  ...known,
});
