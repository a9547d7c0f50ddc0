import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

/** Goes through all points of a chart by the arrow keys; what each said and where it led. */
export async function walkPoints(chart?: HTMLElement) {
  const inside = chart ? within(chart) : screen;
  const points = await inside.findByTestId('chart-points');
  const link = within(points).getByTestId('chart-point');
  link.focus();
  const seen = [];
  for (let left = Number(points.dataset['count']); left > 0; left--) {
    const { image, value, second } = link.dataset;
    const [to, label] = [link.getAttribute('href'), link.getAttribute('aria-label')];
    seen.push({ image, value, second, to, label });
    await userEvent.keyboard('{ArrowRight}');
  }
  return seen;
}
