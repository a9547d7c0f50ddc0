/** What frames every page: names, navigation, actions, errors of the page itself. */
export const app = {
  name: 'CellScanner',
  tagline: 'Every cell found, classified and counted',
  researchUse: 'Research use only. Not for diagnosis.',
  researchUseShort: 'Research use only',
  guide: 'User guide',
  skip: 'Skip to content',
  loading: 'Loading…',
} as const;

export const nav = {
  main: 'Main',
  projects: 'Projects',
  jobs: 'Jobs',
  models: 'Models',
  settings: 'Settings',
  signOut: 'Sign out',
  language: 'Language',
  theme: 'Appearance',
  themeAuto: 'Same as system',
  themeLight: 'Light',
  themeDark: 'Dark',
  running_one: '{{count}} job running',
  running_other: '{{count}} jobs running',
} as const;

export const action = {
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  create: 'Create',
  rename: 'Rename',
  delete: 'Delete',
  retry: 'Try again',
  copy: 'Copy',
  copied: 'Copied',
  back: 'Back',
  clear: 'Clear',
  selectAll: 'Select all',
  download: 'Download',
} as const;

export const error = {
  title: 'Something went wrong',
  page: 'This page stopped working. Your pictures and results are safe.',
  reload: 'Reload the page',
  noAnswer: 'The service does not answer',
  noAnswerDetail: 'Check your connection. Nothing that was saved is lost.',
  unavailable: 'The service is busy or restarting',
  unavailableDetail: 'It is usually back within a minute.',
  notFound: 'Page not found',
  notFoundDetail: 'The address leads nowhere.',
  home: 'To the projects',
  more: 'What this means',
  offline: 'You are offline. Changes wait until the connection is back.',
  service: { detector: 'detector', classifier: 'classifier' },
} as const;
