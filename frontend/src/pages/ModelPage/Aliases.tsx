import { useTranslation } from 'react-i18next';
import { useSetAlias } from '../../api/queries/models';
import { useSession } from '../../api/queries/session';
import type { Model } from '../../api/types';
import { Badge } from '../../components/Badge/Badge';
import { Button } from '../../components/Button/Button';
import { ProblemNotice } from '../../components/ProblemNotice/ProblemNotice';
import styles from './ModelPage.module.css';

/** Where the aliases point. An administrator may move them to the version on the page. */
export function Aliases({ model, version }: { model: Model; version: number }) {
  const { t } = useTranslation();
  const session = useSession();
  const move = useSetAlias({ owner: model.owner, name: model.name });
  const aliases = Object.entries(model.aliases);
  if (aliases.length === 0) return null;
  return (
    <section className={styles['aliases']}>
      <h2>{t('models.aliases')}</h2>
      {aliases.map(([alias, at]) => (
        <div key={alias} className={styles['alias']}>
          <Badge tone={alias === 'champion' ? 'accent' : 'plain'}>
            {alias} → {at}
          </Badge>
          {session.data?.role === 'admin' && at !== version && (
            <Button busy={move.isPending} onClick={() => move.mutate({ alias, version })}>
              {t('models.aliasMove', { alias, version })}
            </Button>
          )}
        </div>
      ))}
      {move.error && <ProblemNotice error={move.error} />}
    </section>
  );
}
