import { describe, expect, it } from 'vitest';
import { en } from './en';
import { zh } from './zh';

interface Tree {
  readonly [key: string]: string | Tree;
}

function flatten(tree: Tree, prefix = ''): Map<string, string> {
  const leaves = Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[prefix + key, value] as const]
      : [...flatten(value, `${prefix}${key}.`)],
  );
  return new Map(leaves);
}

const placeholders = (text: string) => new Set(text.match(/{{\w+}}/g) ?? []);
const english = flatten(en);
const chinese = flatten(zh);

describe('texts', () => {
  it('has the same keys in both languages, but for plural forms that Chinese lacks', () => {
    const expected = [...english.keys()].filter((key) => !key.endsWith('_one'));
    expect([...chinese.keys()].sort()).toEqual(expected.sort());
  });

  it('uses the same placeholders', () => {
    for (const [key, text] of chinese) {
      expect([key, placeholders(text)]).toEqual([key, placeholders(english.get(key) ?? '')]);
    }
  });

  it('puts a number before a word in the plural only where English has another form for one', () => {
    // What the service says itself: there the numbers are bounds, and never one.
    const own = /^(detail|fineTune\.problem)\./;
    const counts =
      /{{\w+}} (\w+ )?(pictures|cells|files|groups|specimens|classes|trainings|versions|changes|jobs|boxes|tiles|pages)\b/;
    const found = [...english].filter(([key, text]) => counts.test(text) && !own.test(key));
    const keys = found.map(([key]) => key).filter((key) => !key.endsWith('_other'));
    expect(keys, 'but a bound, which is above one').toEqual(['comparisons.most']);
  });

  it('leaves no text empty and no Chinese text in English', () => {
    for (const [key, text] of [...english, ...chinese])
      expect([key, text.trim()]).not.toEqual([key, '']);
    const untranslated = [...chinese].filter(([key, text]) => text === english.get(key));
    expect(untranslated.map(([key]) => key).sort()).toEqual([
      'app.name',
      'detail.training-not-ready',
      'result.micrometres',
      'viewer.tip.sizePx',
      'viewer.tip.sizeUm',
    ]);
  });
});
