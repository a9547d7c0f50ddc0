import { access } from './access';
import { files } from './files';
import { labels } from './labels';
import { models } from './models';
import { predictions } from './predictions';

/** What exactly a problem is, by its reason, or by its slug where that has one sentence. Names in braces are members of it. */
export const details = { ...files, ...labels, ...models, ...predictions, ...access };
