import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeleteUser, useUsers } from '../../api/queries/accounts';
import type { User } from '../../api/types';
import { Button } from '../../components/Button/Button';
import { ConfirmDialog } from '../../components/ConfirmDialog/ConfirmDialog';
import { QueryView } from '../../components/QueryView/QueryView';
import { Table } from '../../components/Table/Table';
import tables from '../../theme/table.module.css';
import { AddUserDialog } from './AddUserDialog';
import { ResetPasswordDialog } from './ResetPasswordDialog';
import styles from './SettingsPage.module.css';

interface TableProps {
  users: User[];
  me: User;
  onReset: (user: User) => void;
  onRemove: (user: User) => void;
}

function UserTable({ users, me, onReset, onRemove }: TableProps) {
  const { t } = useTranslation();
  return (
    <Table heads={[t('settings.username'), t('settings.roleLabel'), null]}>
      {users.map((user) => (
        <tr key={user.id}>
          <td>
            {user.username}
            {user.id === me.id && <span className="quiet"> ({t('settings.you')})</span>}
          </td>
          <td>{t(`settings.role.${user.role}`)}</td>
          <td className={tables['right']}>
            {user.id !== me.id && (
              <div className={styles['actions']}>
                <Button onClick={() => onReset(user)}>{t('settings.resetPassword')}</Button>
                <Button look="danger" onClick={() => onRemove(user)}>
                  {t('settings.remove')}
                </Button>
              </div>
            )}
          </td>
        </tr>
      ))}
    </Table>
  );
}

function RemoveDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation();
  const remove = useDeleteUser();
  return (
    <ConfirmDialog
      title={t('settings.removeTitle')}
      text={t('settings.removeText', { name: user.username })}
      confirm={t('settings.remove')}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate(user.id, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

/** For administrators: who may sign in. */
export function Users({ me }: { me: User }) {
  const { t } = useTranslation();
  const users = useUsers(true);
  const [adding, setAdding] = useState(false);
  const [resetting, setResetting] = useState<User | null>(null);
  const [removing, setRemoving] = useState<User | null>(null);
  return (
    <section className={styles['section']}>
      <h2>{t('settings.users')}</h2>
      <p className="quiet">{t('settings.usersText')}</p>
      <QueryView query={users}>
        {(list) => <UserTable users={list} me={me} onReset={setResetting} onRemove={setRemoving} />}
      </QueryView>
      <div>
        <Button onClick={() => setAdding(true)}>{t('settings.addUser')}</Button>
      </div>
      {adding && <AddUserDialog onClose={() => setAdding(false)} />}
      {resetting && <ResetPasswordDialog user={resetting} onClose={() => setResetting(null)} />}
      {removing && <RemoveDialog user={removing} onClose={() => setRemoving(null)} />}
    </section>
  );
}
