import { expect, it } from 'vitest';
import { i18n } from '../../i18n';
import { isObstacle, obstacleText } from './obstacleText';

const noCells = { code: 'no-cells', message: 'No labelled cell.', values: { split: 'val' } };

it('names in Chinese what the service names by a code', async () => {
  await i18n.changeLanguage('zh');
  expect(obstacleText(i18n.t, noCells)).toContain('“用于校准的图片”中没有已标注的细胞');
  const unfit = { unit: 'target-detection', architecture: 'yolov5su', model: 'base/blood@2' };
  const text = obstacleText(i18n.t, { code: 'weights-do-not-fit', message: '', values: unfit });
  expect(text).toContain('适用于“寻找细胞”的 yolov5su 权重');
});

it('leaves what it does not know, and English, to the service', async () => {
  expect(obstacleText(i18n.t, noCells)).toBe('No labelled cell.');
  await i18n.changeLanguage('zh');
  expect(obstacleText(i18n.t, { ...noCells, code: 'brand-new' })).toBe('No labelled cell.');
});

it('tells an obstacle from a problem', () => {
  expect(isObstacle(noCells)).toBe(true);
  expect(isObstacle({ detail: 'In English.', title: 'A title' })).toBe(false);
});
