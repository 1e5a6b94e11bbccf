import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

/** Follows the server's events: what others change appears at once. Answers whether the stream is connected. */
export function useEvents(): boolean {
  const queries = useQueryClient();
  const [connected, setConnected] = useState(true);

  useEffect(() => {
    const source = new EventSource('/api/v1/events');
    source.addEventListener('changed', () => void queries.invalidateQueries());
    source.onopen = () => {
      setConnected(true);
      void queries.invalidateQueries();
    };
    // The browser itself keeps trying.
    source.onerror = () => setConnected(false);
    return () => source.close();
  }, [queries]);

  return connected;
}

/** The time, once a second. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
