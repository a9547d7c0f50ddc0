import { useSearchParams } from 'react-router';

export const tabs = ['pictures', 'statistics', 'groups', 'differences', 'download'] as const;
export type Tab = (typeof tabs)[number];

/** The part of the result that the address names; its pictures where it names none. */
export function useTab(): Tab {
  const [parameters] = useSearchParams();
  return tabs.find((one) => one === parameters.get('tab')) ?? 'pictures';
}
