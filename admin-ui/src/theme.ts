import { createTheme } from '@mantine/core';

export const theme = createTheme({
  primaryColor: 'harbour',
  primaryShade: { light: 7, dark: 5 },
  autoContrast: true,
  defaultRadius: 'md',
  fontFamily: 'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  headings: { fontWeight: '650' },
  colors: {
    harbour: ['#e7f6fa', '#d0e9f1', '#9fd2e3', '#6bbad4', '#43a6c8', '#2a9ac1', '#178fb8', '#0b6c8c', '#095f7c', '#00506b'],
  },
});
