import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Route, Routes } from 'react-router';
import { CrashBoundary } from './components/CrashBoundary/CrashBoundary';
import { Loading } from './components/Loading/Loading';
import { RequireSession } from './components/RequireSession/RequireSession';
import { Shell } from './components/Shell/Shell';
import { ComparisonPage } from './pages/ComparisonPage/ComparisonPage';
import { ImportPage } from './pages/ImportPage/ImportPage';
import { SendImportPage } from './pages/ImportPage/SendImportPage';
import { FineTunePage } from './pages/FineTunePage/FineTunePage';
import { JobsPage } from './pages/JobsPage/JobsPage';
import { ModelPage } from './pages/ModelPage/ModelPage';
import { ModelsPage } from './pages/ModelsPage/ModelsPage';
import { NotFoundPage } from './pages/NotFoundPage/NotFoundPage';
import { PredictionPage } from './pages/PredictionPage/PredictionPage';
import { ProjectPage } from './pages/ProjectPage/ProjectPage';
import { ProjectsPage } from './pages/ProjectsPage/ProjectsPage';
import { ReadingsPage } from './pages/ReadingsPage/ReadingsPage';
import { SettingsPage } from './pages/SettingsPage/SettingsPage';
import { SignInPage } from './pages/SignInPage/SignInPage';
import { TrainingPage } from './pages/TrainingPage/TrainingPage';
import { makeQueryClient } from './queryClient';
import { UploadProvider } from './uploads/UploadContext';

const AgreementPage = lazy(() => import('./pages/AgreementPage/AgreementPage'));
const EditorPage = lazy(() => import('./pages/EditorPage/EditorPage'));
const HeldOutPage = lazy(() => import('./pages/HeldOutPage/HeldOutPage'));
const SheetPage = lazy(() => import('./pages/SheetPage/SheetPage'));
const ViewerPage = lazy(() => import('./pages/ViewerPage/ViewerPage'));

export function App() {
  const [client] = useState(makeQueryClient);
  return (
    <QueryClientProvider client={client}>
      <CrashBoundary>
        <UploadProvider>
          <Suspense fallback={<Loading />}>
            <AppRoutes />
          </Suspense>
        </UploadProvider>
      </CrashBoundary>
    </QueryClientProvider>
  );
}

function AppRoutes() {
  return (
    <Routes>
      <Route path="sign-in" element={<SignInPage />} />
      <Route element={<RequireSession />}>
        <Route path="predictions/:predictionId/images/:imageId" element={<ViewerPage />} />
        <Route path="predictions/:predictionId/sheet" element={<SheetPage />} />
        <Route path="trainings/:trainingId/pictures/:imageId" element={<HeldOutPage />} />
        <Route path="images/:imageId" element={<ViewerPage />} />
        <Route path="images/:imageId/annotate" element={<EditorPage />} />
        <Route path="images/:imageId/agreement" element={<AgreementPage />} />
        <Route element={<Shell />}>
          <Route path="images/:imageId/readings" element={<ReadingsPage />} />
          <Route index element={<ProjectsPage />} />
          <Route path="projects/:projectId" element={<ProjectPage />} />
          <Route path="projects/:projectId/fine-tune" element={<FineTunePage />} />
          <Route path="projects/:projectId/import" element={<SendImportPage />} />
          <Route path="imports/:importId" element={<ImportPage />} />
          <Route path="trainings/:trainingId" element={<TrainingPage />} />
          <Route path="comparisons/:comparisonId" element={<ComparisonPage />} />
          <Route path="predictions/:predictionId" element={<PredictionPage />} />
          <Route path="jobs" element={<JobsPage />} />
          <Route path="models" element={<ModelsPage />} />
          <Route path="models/:owner/:name" element={<ModelPage />} />
          <Route path="settings" element={<SettingsPage />} />
          <Route path="*" element={<NotFoundPage />} />
        </Route>
      </Route>
    </Routes>
  );
}
