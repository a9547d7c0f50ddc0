import { screen } from '@testing-library/react';
import { Route, Routes, useLocation } from 'react-router';
import { describe, expect, it } from 'vitest';
import { fakeGateway } from '../../test/fakeGateway';
import { renderPage } from '../../test/renderPage';
import { RequireSession } from './RequireSession';

function Address() {
  const { pathname, search } = useLocation();
  return <output>{pathname + search}</output>;
}

const routes = (
  <Routes>
    <Route element={<RequireSession />}>
      <Route path="jobs" element={<p>the jobs</p>} />
    </Route>
    <Route path="sign-in" element={<Address />} />
  </Routes>
);

describe('RequireSession', () => {
  it('lets in who is signed in', async () => {
    fakeGateway({ 'GET /api/v1/users/me': { body: { username: 'ada', role: 'user' } } });
    renderPage(routes, '/jobs');
    expect(await screen.findByText('the jobs')).toBeVisible();
  });

  it('sends others to sign in, and remembers where they wanted to go', async () => {
    fakeGateway({ 'GET /api/v1/users/me': { status: 401, body: { title: 'no', status: 401 } } });
    renderPage(routes, '/jobs?state=running');
    expect(await screen.findByText('/sign-in?next=%2Fjobs%3Fstate%3Drunning')).toBeVisible();
  });

  it('does not sign anyone out because the service is away', async () => {
    fakeGateway({ 'GET /api/v1/users/me': { status: 503, body: { title: 'no', status: 503 } } });
    renderPage(routes, '/jobs');
    expect(await screen.findByRole('alert')).toHaveTextContent('busy or restarting');
    expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
  });
});
