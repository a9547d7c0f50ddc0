import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMembers } from '../../../api/queries/members';
import type { Member, Project } from '../../../api/types';
import { Button } from '../../../components/Button/Button';
import { QueryView } from '../../../components/QueryView/QueryView';
import { may, roles } from '../../../lib/roles';
import styles from '../ProjectPage.module.css';
import { AddMemberDialog } from './AddMemberDialog';
import { MemberTable } from './MemberTable';
import { RemoveMemberDialog } from './RemoveMemberDialog';

/** Who belongs to the project, and what each role may do; owners bring people in and let them go. */
export function MembersTab({ project }: { project: Project }) {
  const { t } = useTranslation();
  const members = useMembers(project.id);
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Member | null>(null);
  return (
    <div className={styles['pictures']}>
      <dl className={styles['roles']}>
        {roles.map((role) => (
          <div key={role}>
            <dt>
              <strong>{t(`members.role.${role}`)}</strong>
            </dt>
            <dd className="quiet">{t(`members.may.${role}`)}</dd>
          </div>
        ))}
      </dl>
      <QueryView query={members}>
        {(list) => <MemberTable project={project} members={list} onRemove={setRemoving} />}
      </QueryView>
      {may(project.role, 'owner') && (
        <div>
          <Button onClick={() => setAdding(true)} data-testid="add-member">
            {t('members.add')}
          </Button>
        </div>
      )}
      {adding && <AddMemberDialog projectId={project.id} onClose={() => setAdding(false)} />}
      {removing && (
        <RemoveMemberDialog
          projectId={project.id}
          member={removing}
          onClose={() => setRemoving(null)}
        />
      )}
    </div>
  );
}
