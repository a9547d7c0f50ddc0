import { afterEach, expect, it } from 'vitest';
import { standalone } from './saveChart';

afterEach(() => document.body.replaceChildren());

it('keeps colours that a style sheet gave, and says what it shows', () => {
  document.body.innerHTML = `
    <style>.bars rect { fill: rgb(255, 20, 147) }</style>
    <svg width="200" height="100"><a class="bars" href="/p/1" tabindex="0"><rect width="9" height="9"/></a></svg>`;
  const svg = document.querySelector('svg');
  if (!svg) throw new Error('no drawing');
  const whole = standalone(svg, {
    title: 'Density',
    stamp: 'base/living-dead@1 · n = 6 pictures · research use only',
  });
  const bar = whole.querySelector('a rect');
  expect(bar?.getAttribute('fill')).toBe('rgb(255, 20, 147)');
  expect(whole.querySelector('[class]')).toBeNull();
  expect(whole.querySelector('a')?.hasAttribute('href')).toBe(false);
  expect([...whole.querySelectorAll('text')].map((one) => one.textContent)).toEqual([
    'Density',
    'base/living-dead@1',
    'n = 6 pictures',
    'research use only',
  ]);
  expect(whole.getAttribute('height')).toBe('186');
  expect(document.querySelectorAll('svg')).toHaveLength(1);
});
