import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it, vi } from 'vitest';
import { renderPage } from '../../test/renderPage';
import { found } from './agreement.fixture';
import { AgreementPanel } from './AgreementPanel';
import { useDecisions } from './useDecisions';

const onSend = vi.fn();
const onShow = vi.fn();

/** The panel as its page holds it, without the picture. */
function Held({ mayDecide }: { mayDecide: boolean }) {
  const { decisions, chosen, choose, take } = useDecisions('picture', found);
  return (
    <AgreementPanel
      found={found}
      decisions={decisions}
      chosen={chosen}
      mayDecide={mayDecide}
      busy={false}
      error={null}
      onShow={(place) => {
        choose(place);
        onShow(place);
      }}
      onDecide={(decided) => choose(take(decided))}
      onSend={onSend}
    />
  );
}

const open = () => screen.getByTestId('open-disagreements').dataset['open'];
const press = (name: RegExp) => userEvent.click(screen.getByRole('button', { name }));

beforeEach(() => {
  localStorage.clear();
  vi.clearAllMocks();
  // jsdom lays nothing out, so it cannot scroll.
  Element.prototype.scrollIntoView = vi.fn();
});

it('shows whose labels they are, how far they agree, and goes to a cell that is clicked', async () => {
  renderPage(<Held mayDecide />);
  expect(screen.getByText('alice')).toBeInTheDocument();
  expect(screen.getByTestId('f1')).toHaveTextContent('0.667');
  expect(screen.getByTestId('kappa')).toHaveTextContent('0');
  const rows = screen.getAllByTestId('disagreement');
  expect(rows.map((row) => row.textContent)).toEqual([
    '1living / deadopen',
    '2living / no cellopen',
    '3no cell / deadopen',
  ]);
  await userEvent.click(screen.getByText('no cell / dead'));
  expect(onShow).toHaveBeenCalledWith(2);
});

it('asks for a decision on each before labels are made of it, and keeps what was decided', async () => {
  const { unmount } = renderPage(<Held mayDecide />);
  expect(screen.getByTestId('adjudicate')).toBeDisabled();
  await press(/The second: dead/);
  expect(open()).toBe('2');
  await press(/Neither/);
  unmount();
  renderPage(<Held mayDecide />);
  expect(open()).toBe('1');
  expect(screen.getAllByTestId('disagreement').map((row) => row.textContent)).toEqual([
    '1living / dead→ dead',
    '2living / no cell→ no cell',
    '3no cell / deadopen',
  ]);
  const classes = screen.getByRole('group', { name: 'It is a cell of this class' });
  await userEvent.click(within(classes).getByRole('button', { name: /living/ }));
  expect(open()).toBe('0');
  await userEvent.click(screen.getByTestId('adjudicate'));
  expect(onSend).toHaveBeenCalledOnce();
});

it('lets nobody below a reviewer decide', () => {
  renderPage(<Held mayDecide={false} />);
  expect(screen.queryByTestId('adjudicate')).toBeNull();
  expect(screen.getByText(/Reviewers and owners/)).toBeInTheDocument();
});
