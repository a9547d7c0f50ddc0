import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCreateKey, useKeys, useRevokeKey } from '../../api/queries/accounts';
import type { ApiKey } from '../../api/types';
import { Button } from '../../components/Button/Button';
import { When } from '../../components/When/When';
import { ConfirmDialog } from '../../components/ConfirmDialog/ConfirmDialog';
import { QueryView } from '../../components/QueryView/QueryView';
import { Table } from '../../components/Table/Table';
import tables from '../../theme/table.module.css';
import { KeyDialog } from './KeyDialog';
import { NewKey } from './NewKey';
import styles from './SettingsPage.module.css';

function KeyTable({ keys, onRevoke }: { keys: ApiKey[]; onRevoke: (key: ApiKey) => void }) {
  const { t } = useTranslation();
  if (keys.length === 0) return <p className="quiet">{t('settings.noKeys')}</p>;
  return (
    <Table
      heads={[
        t('settings.name'),
        t('settings.keyRights'),
        t('settings.keyPrefix'),
        t('settings.keyCreated'),
        t('settings.keyUsed'),
        null,
      ]}
    >
      {keys.map((key) => (
        <tr key={key.id}>
          <td>{key.name}</td>
          <td>{t(`settings.scope.${key.scope}`)}</td>
          <td>
            <code>{key.prefix}…</code>
          </td>
          <td>
            <When at={key.created_at} />
          </td>
          <td>{key.last_used_at ? <When at={key.last_used_at} /> : '–'}</td>
          <td className={tables['right']}>
            <Button look="danger" onClick={() => onRevoke(key)}>
              {t('settings.revoke')}
            </Button>
          </td>
        </tr>
      ))}
    </Table>
  );
}

function RevokeDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { t } = useTranslation();
  const revoke = useRevokeKey();
  return (
    <ConfirmDialog
      title={t('settings.revokeTitle')}
      text={t('settings.revokeText', { name: apiKey.name })}
      confirm={t('settings.revoke')}
      busy={revoke.isPending}
      error={revoke.error}
      onConfirm={() => revoke.mutate(apiKey.id, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

export function Keys() {
  const { t } = useTranslation();
  const keys = useKeys();
  const create = useCreateKey();
  const [naming, setNaming] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  return (
    <section className={styles['section']}>
      <h2>{t('settings.keys')}</h2>
      <p className="quiet">{t('settings.keysText')}</p>
      {create.data && <NewKey value={create.data.key} />}
      <QueryView query={keys}>
        {(list) => (
          <KeyTable keys={list.filter((key) => key.revoked_at === null)} onRevoke={setRevoking} />
        )}
      </QueryView>
      <div>
        <Button onClick={() => setNaming(true)}>{t('settings.createKey')}</Button>
      </div>
      {naming && (
        <KeyDialog
          busy={create.isPending}
          error={create.error}
          onSubmit={(key) => create.mutate(key, { onSuccess: () => setNaming(false) })}
          onClose={() => setNaming(false)}
        />
      )}
      {revoking && <RevokeDialog apiKey={revoking} onClose={() => setRevoking(null)} />}
    </section>
  );
}
