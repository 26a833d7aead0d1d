import '@fontsource-variable/inter/wght.css';
import './ui/mantine.css';
import './ui/global.css';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Providers } from './app/providers.js';
import { router } from './app/router.js';
import { printLight } from './lib/print-light.js';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

printLight();
createRoot(root).render(
  <StrictMode>
    <Providers>
      <RouterProvider router={router} />
    </Providers>
  </StrictMode>,
);
