import { useTranslation } from 'react-i18next';
import type { DifferenceKind } from '../../../api/types';

const keys = {
  'only-first': 'differences.onlyFirst',
  'only-second': 'differences.onlySecond',
  'class-changed': 'differences.classChanged',
  same: 'differences.same',
} as const;

/** What the two sides say of a cell, in the reader's language. */
export function useKindName(): (kind: DifferenceKind) => string {
  const { t } = useTranslation();
  return (kind) => t(keys[kind]);
}
