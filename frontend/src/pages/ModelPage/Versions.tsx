import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useDeleteVersion, useSetAlias } from '../../api/queries/models';
import { useSession } from '../../api/queries/session';
import type { ModelDetail } from '../../api/types';
import { Badge } from '../../components/Badge/Badge';
import { When } from '../../components/When/When';
import { Button } from '../../components/Button/Button';
import { ConfirmDialog } from '../../components/ConfirmDialog/ConfirmDialog';
import { IconButton } from '../../components/IconButton/IconButton';
import { ProblemNotice } from '../../components/ProblemNotice/ProblemNotice';
import { isBuiltIn } from '../../lib/models';
import { Table } from '../../components/Table/Table';
import styles from './ModelPage.module.css';

type Version = ModelDetail['versions'][number];

interface RowProps {
  version: Version;
  aliases: string[];
  shown: boolean;
  /** What its owner may do with it; nothing for everyone else. */
  actions: React.ReactNode;
}

function VersionRow({ version: { version, created_at: when }, aliases, shown, actions }: RowProps) {
  return (
    <tr data-chosen={shown} data-testid="version-row">
      <td>
        <Link to={`?version=${version}`} aria-current={shown ? 'true' : undefined}>
          {version}
        </Link>
      </td>
      <td>
        <When at={when} />
      </td>
      <td>
        <span className={styles['classes']}>
          {aliases.map((alias) => (
            <Badge key={alias} tone={alias === 'champion' ? 'accent' : 'plain'}>
              {alias}
            </Badge>
          ))}
        </span>
      </td>
      <td>
        <div className={styles['rowActions']}>{actions}</div>
      </td>
    </tr>
  );
}

/** Who may move the champion and delete versions: the owner of a model, an administrator for the built-in ones. */
function useMayChange(model: ModelDetail): boolean {
  const session = useSession();
  return !isBuiltIn(model) || session.data?.role === 'admin';
}

function DeleteVersion({ model, version, onClose }: DeleteProps) {
  const { t } = useTranslation();
  const remove = useDeleteVersion({ owner: model.owner, name: model.name });
  return (
    <ConfirmDialog
      title={t('models.deleteTitle', { version })}
      text={t('models.deleteText')}
      confirm={t('action.delete')}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate(version, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

interface DeleteProps {
  model: ModelDetail;
  version: number;
  onClose: () => void;
}

/** Every version there is, the newest first, and where the aliases point. Making an older one champion rolls back. */
export function Versions({ model, shown }: { model: ModelDetail; shown: number }) {
  const { t } = useTranslation();
  const move = useSetAlias({ owner: model.owner, name: model.name });
  const [asked, setAsked] = useState<number | null>(null);
  const mayChange = useMayChange(model);
  const aliasesOf = (version: number) =>
    Object.keys(model.aliases).filter((alias) => model.aliases[alias] === version);
  const actionsFor = (version: number) =>
    mayChange && model.aliases['champion'] !== version ? (
      <>
        <Button
          busy={move.isPending && move.variables.version === version}
          onClick={() => move.mutate({ alias: 'champion', version })}
        >
          {t('models.makeChampion')}
        </Button>
        <IconButton
          label={t('models.deleteVersion', { version })}
          onClick={() => setAsked(version)}
        >
          <Trash2 size={16} aria-hidden />
        </IconButton>
      </>
    ) : null;
  return (
    <section className={styles['aliases']}>
      <h2>{t('models.versionList')}</h2>
      <Table heads={[t('models.versions'), t('models.created'), t('models.aliases'), null]}>
        {model.versions.map((one) => (
          <VersionRow
            key={one.version}
            version={one}
            aliases={aliasesOf(one.version)}
            shown={one.version === shown}
            actions={actionsFor(one.version)}
          />
        ))}
      </Table>
      {move.error && <ProblemNotice error={move.error} />}
      {asked !== null && (
        <DeleteVersion model={model} version={asked} onClose={() => setAsked(null)} />
      )}
    </section>
  );
}
