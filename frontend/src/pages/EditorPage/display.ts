import type { Adjustment } from '../ViewerPage/adjustment';

export type Channel = 'all' | 'haematoxylin' | 'eosin';

/** How the picture and its boxes are shown; the picture itself stays as it is. */
export interface Display extends Adjustment {
  boxes: boolean;
  ghost: boolean;
  channel: Channel;
}

export const firstDisplay: Display = {
  brightness: 1,
  contrast: 1,
  boxes: true,
  ghost: false,
  channel: 'all',
};

export function filterOf({ brightness, contrast, channel }: Display): string {
  const stain = channel === 'all' ? '' : `url(#${channel}) `;
  return `${stain}brightness(${brightness}) contrast(${contrast})`;
}
