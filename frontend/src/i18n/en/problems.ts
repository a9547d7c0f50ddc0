import access from '@problems/en/access.json';
import files from '@problems/en/files.json';
import labels from '@problems/en/labels.json';
import models from '@problems/en/models.json';
import predictions from '@problems/en/predictions.json';
import titles from '@problems/en/titles.json';

/** What problems are called, by the names of their pages below docs/errors. The reports of the service say the same. */
export const problems = titles;

/** What exactly a problem is, by its reason, or by its slug where that has one sentence. Names in braces are members of it. */
export const details = { ...files, ...labels, ...models, ...predictions, ...access };
