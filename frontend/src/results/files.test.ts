import { expect, it } from 'vitest';
import { archiveUrl, exportUrl, figureUrl } from './files';

const wanted = { k: [2, 2.5], labels: 'current', control: 'Dose 5 µM & more' } as const;

it('asks for the same as the page shows', () => {
  expect(exportUrl('p', wanted, { format: 'csv', language: 'zh', what: 'tests' })).toBe(
    '/api/v1/predictions/p/export?format=csv&language=zh&what=tests&k=2%2C2.5&labels=current&control=Dose+5+%C2%B5M+%26+more',
  );
  expect(
    figureUrl(
      'p',
      { ...wanted, control: null },
      { name: 'density', format: 'pdf', language: 'zh' },
    ),
  ).toBe('/api/v1/predictions/p/figures/density.pdf?language=zh&k=2%2C2.5&labels=current');
  expect(archiveUrl('q', wanted, { prediction_id: 'p', pictures: 'true', language: 'en' })).toBe(
    '/api/v1/projects/q/archive?prediction_id=p&pictures=true&language=en&k=2%2C2.5&labels=current&control=Dose+5+%C2%B5M+%26+more',
  );
});
