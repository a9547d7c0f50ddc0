import { expect, it } from 'vitest';
import { curvesOf } from './curves';

it('makes curves of a history, one set a network, losses apart from scores', () => {
  const history = [
    { network: 'detector', step: 10, seconds: 3.1, rate: 0.001, box_loss: 1.5, cls_loss: 0.9 },
    { network: 'detector', step: 20, seconds: 6, rate: 0.001, box_loss: 1.2, cls_loss: 0.7, ap50: 0.8 },
    { network: 'classifier', epoch: 1, epochs: 2, loss: 0.6, accuracy: 0.7, classes: { dead: { f1: 0.5 } } },
    { network: 'classifier', epoch: 2, epochs: 2, loss: 0.4, accuracy: null },
  ]; // prettier-ignore
  expect(curvesOf(history)).toEqual([
    {
      network: 'detector',
      across: 'step',
      losses: [
        { name: 'box_loss', points: [{ x: 10, y: 1.5 }, { x: 20, y: 1.2 }] },
        { name: 'cls_loss', points: [{ x: 10, y: 0.9 }, { x: 20, y: 0.7 }] },
      ],
      scores: [{ name: 'ap50', points: [{ x: 20, y: 0.8 }] }],
    },
    {
      network: 'classifier',
      across: 'epoch',
      losses: [{ name: 'loss', points: [{ x: 1, y: 0.6 }, { x: 2, y: 0.4 }] }],
      scores: [{ name: 'accuracy', points: [{ x: 1, y: 0.7 }] }],
    },
  ]); // prettier-ignore
});

it('has no curves before the first point', () => {
  expect(curvesOf([])).toEqual([]);
});
