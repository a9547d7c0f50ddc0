import { access } from './access';
import { files } from './files';
import { labels } from './labels';
import { models } from './models';
import { predictions } from './predictions';

export const details = { ...files, ...labels, ...models, ...predictions, ...access };
