import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useRemoveMember } from '../../../api/queries/members';
import { useSession } from '../../../api/queries/session';
import type { Member } from '../../../api/types';
import { ConfirmDialog } from '../../../components/ConfirmDialog/ConfirmDialog';

interface Props {
  projectId: string;
  member: Member;
  onClose: () => void;
}

/** Lets somebody go, or leaves; then the project is not there for them any more. */
export function RemoveMemberDialog({ projectId, member, onClose }: Props) {
  const { t } = useTranslation();
  const remove = useRemoveMember(projectId);
  const navigate = useNavigate();
  const isMe = useSession().data?.username === member.username;
  const removed = () => {
    onClose();
    if (isMe) void navigate('/');
  };
  return (
    <ConfirmDialog
      title={t(isMe ? 'members.leave' : 'members.removeTitle')}
      text={t(isMe ? 'members.leaveText' : 'members.removeText', { name: member.username })}
      confirm={t(isMe ? 'members.leave' : 'settings.remove')}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate(member.user_id, { onSuccess: removed })}
      onClose={onClose}
    />
  );
}
