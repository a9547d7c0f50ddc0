import { useTranslation } from 'react-i18next';
import type { ComparisonRow } from '../../api/types';
import { en } from '../../i18n/en';
import { formatNumber } from '../../lib/format';
import { useFigureName } from '../TrainingPage/useFigureName';

const isSetting = (name: string): name is keyof typeof en.comparisons.setting =>
  name in en.comparisons.setting;
const isValue = (name: string): name is keyof typeof en.comparisons.value =>
  name in en.comparisons.value;

/** Settings and their values in words; those we have no words for keep their own name. */
export function useSettingWords() {
  const { t, i18n } = useTranslation();
  const figureName = useFigureName();
  /** `parameters.detector.batch` → "Finding cells: batch" */
  const setting = (path: string) => {
    const [name = path, network] = path.split('.').reverse();
    const words = isSetting(name) ? t(`comparisons.setting.${name}`) : name.replaceAll('_', ' ');
    return network === undefined ? words : `${figureName(network)}: ${words}`;
  };
  const value = (of: unknown) => {
    if (typeof of === 'number') return formatNumber(of, i18n.language, 6);
    const name = typeof of === 'string' ? of : JSON.stringify(of);
    if (isValue(name)) return t(`comparisons.value.${name}`);
    // A size of the detector is called as its makers call it, in every language.
    return name.replace(/^yolov5([nsmlx])u$/, 'YOLOv5$1');
  };
  /** "2: 0.001, light": the number makes it the training's own. */
  const training = (row: ComparisonRow, place: number) =>
    `${place + 1}: ${Object.values(row.settings).map(value).join(', ')}`;
  return { setting, value, training };
}
