import { useTranslation } from 'react-i18next';
import { en } from '../../i18n/en';

const isKnown = (name: string): name is keyof typeof en.trainings.figure =>
  name in en.trainings.figure;

/** A network, a loss or a measure in words; one we have no words for keeps its own name. */
export function useFigureName(): (name: string) => string {
  const { t } = useTranslation();
  return (name) => (isKnown(name) ? t(`trainings.figure.${name}`) : name.replaceAll('_', ' '));
}
