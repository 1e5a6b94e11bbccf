import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

/** Follows the server's events: what others change appears at once. Answers whether the stream is connected. */
export function useEvents(): boolean {
  const queries = useQueryClient();
  const [connected, setConnected] = useState(true);

  useEffect(() => {
    let source: EventSource;
    let retry: ReturnType<typeof setTimeout> | undefined;
    const connect = () => {
      source = new EventSource('/api/v1/events');
      source.addEventListener('changed', () => void queries.invalidateQueries());
      source.onopen = () => {
        setConnected(true);
        void queries.invalidateQueries();
      };
      source.onerror = () => {
        setConnected(false);
        // The browser reconnects by itself after a broken connection, but gives up at any answer that is no stream.
        if (source.readyState === EventSource.CLOSED) {
          // This also finds out that the session has ended.
          void queries.invalidateQueries();
          retry = setTimeout(connect, 2000);
        }
      };
    };
    connect();
    return () => {
      clearTimeout(retry);
      source.close();
    };
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
