declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  export default function SwaggerUIBundle(options: {
    url: string;
    dom_id: string;
    deepLinking: boolean;
    tryItOutEnabled: boolean;
  }): void;
}
