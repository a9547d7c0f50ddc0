import { useTranslation } from 'react-i18next';
import { useChangeRole } from '../../../api/queries/members';
import { useSession } from '../../../api/queries/session';
import type { Member, Project, Role } from '../../../api/types';
import { Button } from '../../../components/Button/Button';
import { When } from '../../../components/When/When';
import { ProblemNotice } from '../../../components/ProblemNotice/ProblemNotice';
import { may, roles } from '../../../lib/roles';
import { Table } from '../../../components/Table/Table';
import tables from '../../../theme/table.module.css';

interface Props {
  project: Project;
  members: readonly Member[];
  onRemove: (member: Member) => void;
}

function RoleCell({ member, project }: { member: Member; project: Project }) {
  const { t } = useTranslation();
  const change = useChangeRole(project.id);
  if (!may(project.role, 'owner')) return <>{t(`members.role.${member.role}`)}</>;
  return (
    <>
      <select
        aria-label={t('members.roleOf', { name: member.username })}
        value={member.role}
        disabled={change.isPending}
        onChange={(event) =>
          change.mutate({ userId: member.user_id, role: event.target.value as Role })
        }
      >
        {roles.map((role) => (
          <option key={role} value={role}>
            {t(`members.role.${role}`)}
          </option>
        ))}
      </select>
      {change.error && <ProblemNotice error={change.error} />}
    </>
  );
}

export function MemberTable({ project, members, onRemove }: Props) {
  const { t } = useTranslation();
  const me = useSession().data?.username;
  return (
    <Table heads={[t('settings.username'), t('settings.roleLabel'), t('members.since'), null]}>
      {members.map((member) => (
        <tr key={member.user_id} data-testid="member-row">
          <td>
            {member.username}
            {member.username === me && <span className="quiet"> ({t('settings.you')})</span>}
          </td>
          <td>
            <RoleCell member={member} project={project} />
          </td>
          <td>
            <When at={member.since} />
          </td>
          <td className={tables['right']}>
            {(may(project.role, 'owner') || member.username === me) && (
              <Button look="danger" onClick={() => onRemove(member)}>
                {t(member.username === me ? 'members.leave' : 'settings.remove')}
              </Button>
            )}
          </td>
        </tr>
      ))}
    </Table>
  );
}
