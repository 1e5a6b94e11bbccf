import { createTheme, Modal, Notification } from '@mantine/core';

export const theme = createTheme({
  primaryColor: 'harbour',
  // White text is readable on shade 7 of each colour that buttons have, on a light page as on a dark one.
  primaryShade: 7,
  autoContrast: true,
  respectReducedMotion: true,
  defaultRadius: 'md',
  fontFamily: 'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  headings: { fontWeight: '650' },
  colors: {
    harbour: ['#e7f6fa', '#d0e9f1', '#9fd2e3', '#6bbad4', '#43a6c8', '#2a9ac1', '#178fb8', '#0b6c8c', '#095f7c', '#00506b'],
    red: ['#fef2f2', '#fee2e2', '#fecaca', '#fca5a5', '#f87171', '#ef4444', '#dc2626', '#b91c1c', '#991b1b', '#7f1d1d'],
  },
  components: {
    Modal: Modal.extend({
      // The dialog's header is not the page's banner.
      defaultProps: { closeButtonProps: { 'aria-label': 'Close' }, attributes: { header: { role: 'presentation' } } },
    }),
    Notification: Notification.extend({ defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } } }),
  },
});
