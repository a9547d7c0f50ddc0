import { useTranslation } from 'react-i18next';
import type { Model } from '../../api/types';
import { ClassMark } from '../ClassMark/ClassMark';
import { useLanguage } from '../Preferences/useLanguage';
import styles from './PredictDialog.module.css';

interface Props {
  models: Model[];
  chosen: Model;
  onChoose: (model: Model) => void;
}

function ModelOption({
  model,
  checked,
  onChoose,
}: {
  model: Model;
  checked: boolean;
  onChoose: () => void;
}) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  return (
    <label className={styles['model']} data-checked={checked}>
      <input type="radio" name="model" checked={checked} onChange={onChoose} value={model.name} />
      <span className={styles['modelText']}>
        <strong>{model.title[language]}</strong>
        <span className={styles['classes']}>
          {model.classes.map((one) => (
            <ClassMark key={one.name} {...one} />
          ))}
        </span>
        <small>
          {model.owner}/{model.name}
          <span aria-hidden> · </span>
          {model.stages === 1 ? t('predict.oneStage') : t('predict.twoStages')}
          <span aria-hidden> · </span>
          {t('predict.licence')}: {model.licence.id}
        </small>
        {checked && model.licence.conditions && <small>{model.licence.conditions}</small>}
      </span>
    </label>
  );
}

export function ModelChoice({ models, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  return (
    <fieldset className={styles['models']}>
      <legend>{t('predict.model')}</legend>
      {models.map((model) => (
        <ModelOption
          key={`${model.owner}/${model.name}`}
          model={model}
          checked={model === chosen}
          onChoose={() => onChoose(model)}
        />
      ))}
    </fieldset>
  );
}
