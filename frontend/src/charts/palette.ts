/** How series are told apart: by colour (Okabe and Ito, for the colour-blind), by dash and by mark, so that grey is enough. */

export type Mark = 'circle' | 'square' | 'triangle' | 'diamond' | 'cross';

export interface Look {
  colour: string;
  dash: string | undefined;
  mark: Mark;
}

const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#b58900', '#56b4e9', '#7f7f7f'];
const dashes = [undefined, '7 3', '2 3', '9 3 2 3', '4 2', '1 2'];
const marks: readonly Mark[] = ['circle', 'square', 'triangle', 'diamond', 'cross'];

const turning = <T>(items: readonly T[], place: number) => items[place % items.length] as T;

/** The same place always looks the same; 7 colours, 6 dashes and 5 marks repeat together after 210 series. */
export const lookOf = (place: number): Look => ({
  colour: turning(colours, place),
  dash: turning(dashes, place),
  mark: turning(marks, place),
});

const greys = ['#8f939b', '#c4c7cd', '#6a6e76', '#dfe1e5'];
const pinks = ['#ff1493', '#ff7fc3', '#b3005f'];

/** Fill of a class: targets pink (and hatched where drawn), normal classes grey, each of another lightness. */
export function classColour(
  classes: readonly { name: string; target: boolean }[],
  name: string,
): string {
  const target = classes.find((one) => one.name === name)?.target ?? false;
  const place = classes
    .filter((one) => one.target === target)
    .findIndex((one) => one.name === name);
  return turning(target ? pinks : greys, Math.max(0, place));
}
