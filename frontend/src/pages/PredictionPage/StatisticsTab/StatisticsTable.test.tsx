import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { i18n } from '../../../i18n';
import { onePicture, twoGroups } from '../../../results/fixture';
import { renderPage } from '../../../test/renderPage';
import { StatisticsTable } from './StatisticsTable';

const rows = () => screen.getAllByTestId('statistics-row');
const number = (row: HTMLElement | undefined, metric: string) =>
  row?.querySelector(`[data-metric="${metric}"]`);

it('writes every number of a picture, with all digits behind it', () => {
  renderPage(<StatisticsTable shown={twoGroups} predicted={null} />);
  const [first] = rows();
  expect(number(first, 'proportions:dead')).toHaveTextContent('9.09%');
  expect(number(first, 'proportions:dead')).toHaveAttribute('value', String(2 / 22));
  expect(number(first, 'target_ratio')).toHaveTextContent('0.1');
  expect(number(first, 'density_per_megapixel:living')).toHaveTextContent('80');
  expect(number(first, 'effective_score:4')).toHaveTextContent('1.75');
});

it('shows a dash with its reason for a number that does not exist, in the reader’s language', async () => {
  renderPage(<StatisticsTable shown={twoGroups} predicted={null} />);
  const missing = () => within(rows()[4] ?? document.body).getAllByTestId('missing');
  expect(missing()[0]).toHaveTextContent('– There are no normal cells in this picture.');
  expect(missing()[0]).toHaveAttribute('title', 'There are no normal cells in this picture.');
  await i18n.changeLanguage('zh');
  expect((await screen.findAllByTitle('这张图片中没有正常细胞。'))[0]).toBeVisible();
});

it('keeps a failed picture in the table, as failed and with its warning', () => {
  renderPage(<StatisticsTable shown={twoGroups} predicted={null} />);
  const failed = rows()[5];
  expect(failed).toHaveTextContent('f.png');
  expect(failed).toHaveTextContent('failed');
  expect(within(failed ?? document.body).getByTestId('warning-mark')).toHaveTextContent(
    'f.png failed.',
  );
  expect(failed?.querySelectorAll('data')).toHaveLength(0);
});

it('sorts by a number, and tells so', async () => {
  renderPage(<StatisticsTable shown={twoGroups} predicted={null} />);
  await userEvent.click(screen.getByRole('button', { name: 'Target ratio' }));
  expect(screen.getByRole('columnheader', { name: /Target ratio/ })).toHaveAttribute('aria-sort', 'descending'); // prettier-ignore
  expect(rows().map(({ dataset }) => dataset['image'])).toEqual(['d', 'c', 'b', 'a', 'e', 'f']);
});

it('shows what was predicted beside what was corrected', () => {
  const images = [onePicture('a', 'Control', 18, 4), ...twoGroups.images.slice(1)];
  renderPage(
    <StatisticsTable shown={{ ...twoGroups, labels: 'current', images }} predicted={twoGroups} />,
  );
  expect(rows()[0]).toHaveTextContent('Control18predicted 204predicted 2');
});

it('explains a heading in one click', async () => {
  renderPage(<StatisticsTable shown={twoGroups} predicted={null} />);
  await userEvent.click(screen.getByRole('button', { name: 'Definition: Effective score' }));
  const [term] = within(screen.getByRole('dialog')).getAllByRole('term');
  expect(term).toHaveTextContent('Effective score');
});
