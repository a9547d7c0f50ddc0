import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { useModel, useModelVersion } from '../../api/queries/models';
import { downloadUrl } from '../../api/urls';
import type { ModelDetail } from '../../api/types';
import { ClassMark } from '../../components/ClassMark/ClassMark';
import { Markdown } from '../../components/Markdown/Markdown';
import { Notice } from '../../components/Notice/Notice';
import { PageHead } from '../../components/PageHead/PageHead';
import { useLanguage } from '../../components/Preferences/useLanguage';
import { QueryView } from '../../components/QueryView/QueryView';
import { UpLink } from '../../components/UpLink/UpLink';
import { VersionFacts } from './VersionFacts';
import { Versions } from './Versions';
import styles from './ModelPage.module.css';

/** The version that the address names, where there is such a one; else the champion, else the newest. */
function shownVersion(model: ModelDetail, wanted: number): number {
  if (model.versions.some(({ version }) => version === wanted)) return wanted;
  return model.aliases['champion'] ?? model.latest_version;
}

function ModelView({ model }: { model: ModelDetail }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const path = { owner: model.owner, name: model.name };
  const [parameters] = useSearchParams();
  const version = shownVersion(model, Number(parameters.get('version')));
  const details = useModelVersion(path, version);
  const parent = <UpLink to="/models">{t('models.title')}</UpLink>;
  return (
    <>
      <PageHead title={model.title[language]} parent={parent}>
        <a
          className={styles['download']}
          href={downloadUrl(model.owner, model.name, version)}
          download
        >
          <Download size={17} aria-hidden />
          {t('models.download', { version })}
        </a>
      </PageHead>
      <div className={styles['columns']}>
        <div className={styles['side']}>
          <div className={styles['classes']}>
            {model.classes.map((one) => (
              <ClassMark key={one.name} {...one} />
            ))}
          </div>
          <Notice tone="info" title={`${t('models.licenceConditions')}: ${model.licence.id}`}>
            {model.licence.conditions}
          </Notice>
          <Versions model={model} shown={version} />
          {details.data && <VersionFacts version={details.data} />}
        </div>
        <section className={styles['card']} aria-label={t('models.card')}>
          <QueryView query={details}>
            {({ card }) =>
              card ? <Markdown text={card} /> : <p className="quiet">{t('models.noCard')}</p>
            }
          </QueryView>
        </section>
      </div>
    </>
  );
}

export function ModelPage() {
  const { t } = useTranslation();
  const { owner = '', name = '' } = useParams();
  const model = useModel({ owner, name });
  return (
    <QueryView query={model} missing={t('models.notFound')}>
      {(data) => <ModelView model={data} />}
    </QueryView>
  );
}
