import { Boxes, PackagePlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useModels } from '../../api/queries/models';
import type { Model } from '../../api/types';
import { Badge } from '../../components/Badge/Badge';
import { Button } from '../../components/Button/Button';
import { ClassMark } from '../../components/ClassMark/ClassMark';
import { EmptyState } from '../../components/EmptyState/EmptyState';
import { PageHead } from '../../components/PageHead/PageHead';
import { useLanguage } from '../../components/Preferences/useLanguage';
import { QueryView } from '../../components/QueryView/QueryView';
import { isBuiltIn, nameOf } from '../../lib/models';
import { UploadModelDialog } from './UploadModelDialog';
import styles from './ModelsPage.module.css';

function ModelCard({ model }: { model: Model }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  return (
    <li className={styles['card']} data-testid="model-card">
      <h3>
        <Link to={`/models/${model.owner}/${model.name}`}>{model.title[language]}</Link>
      </h3>
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

function ModelSection({ title, models }: { title: string; models: readonly Model[] }) {
  return (
    <section className={styles['section']}>
      <h2>{title}</h2>
      <ul className={styles['grid']}>
        {models.map((model) => (
          <ModelCard key={nameOf(model)} model={model} />
        ))}
      </ul>
    </section>
  );
}

function ModelList({ models }: { models: readonly Model[] }) {
  const { t } = useTranslation();
  const mine = models.filter((one) => !isBuiltIn(one));
  const builtIn = models.filter(isBuiltIn);
  if (models.length === 0)
    return <EmptyState icon={<Boxes size={40} />} title={t('models.empty')} />;
  return (
    <div className={styles['page']}>
      {mine.length > 0 ? (
        <ModelSection title={t('models.mine')} models={mine} />
      ) : (
        <p className="quiet">{t('models.mineEmpty')}</p>
      )}
      {builtIn.length > 0 && <ModelSection title={t('models.builtIn')} models={builtIn} />}
    </div>
  );
}

/** The models that one may use: one's own, and those that came with the software. */
export function ModelsPage() {
  const { t } = useTranslation();
  const models = useModels();
  const [uploading, setUploading] = useState(false);
  return (
    <>
      <PageHead
        title={t('models.title')}
        beside={<span className="quiet">{t('models.lead')}</span>}
      >
        <Button
          icon={<PackagePlus size={17} aria-hidden />}
          onClick={() => setUploading(true)}
          data-testid="upload-model"
        >
          {t('models.upload')}
        </Button>
      </PageHead>
      <QueryView query={models}>{(list) => <ModelList models={list} />}</QueryView>
      {uploading && <UploadModelDialog onClose={() => setUploading(false)} />}
    </>
  );
}
