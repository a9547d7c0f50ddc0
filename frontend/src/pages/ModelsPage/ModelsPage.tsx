import { Boxes } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useModels } from '../../api/queries/models';
import type { Model } from '../../api/types';
import { Badge } from '../../components/Badge/Badge';
import { ClassMark } from '../../components/ClassMark/ClassMark';
import { EmptyState } from '../../components/EmptyState/EmptyState';
import { PageHead } from '../../components/PageHead/PageHead';
import { useLanguage } from '../../components/Preferences/useLanguage';
import { QueryView } from '../../components/QueryView/QueryView';
import styles from './ModelsPage.module.css';

function ModelCard({ model }: { model: Model }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  return (
    <li className={styles['card']} data-testid="model-card">
      <h2>
        <Link to={`/models/${model.owner}/${model.name}`}>{model.title[language]}</Link>
      </h2>
      <code className="quiet">
        {model.owner}/{model.name}
      </code>
      <div className={styles['classes']}>
        {model.classes.map((one) => (
          <ClassMark key={one.name} {...one} />
        ))}
      </div>
      <p>{model.stages === 1 ? t('predict.oneStage') : t('predict.twoStages')}</p>
      <p className={styles['licence']}>
        <b>{model.licence.id}</b> {model.licence.conditions}
      </p>
      <div className={styles['badges']}>
        <Badge>
          {t('models.versions')} {model.latest_version}
        </Badge>
        {Object.entries(model.aliases).map(([alias, version]) => (
          <Badge key={alias} tone={alias === 'champion' ? 'accent' : 'plain'}>
            {alias} → {version}
          </Badge>
        ))}
      </div>
    </li>
  );
}

export function ModelsPage() {
  const { t } = useTranslation();
  const models = useModels();
  return (
    <>
      <PageHead
        title={t('models.title')}
        beside={<span className="quiet">{t('models.lead')}</span>}
      />
      <QueryView query={models}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon={<Boxes size={40} />} title={t('models.empty')} />
          ) : (
            <ul className={styles['grid']}>
              {list.map((model) => (
                <ModelCard key={`${model.owner}/${model.name}`} model={model} />
              ))}
            </ul>
          )
        }
      </QueryView>
    </>
  );
}
