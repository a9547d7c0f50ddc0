import access from '@problems/zh/access.json';
import files from '@problems/zh/files.json';
import labels from '@problems/zh/labels.json';
import models from '@problems/zh/models.json';
import predictions from '@problems/zh/predictions.json';
import titles from '@problems/zh/titles.json';

export const problems = titles;

export const details = { ...files, ...labels, ...models, ...predictions, ...access };
