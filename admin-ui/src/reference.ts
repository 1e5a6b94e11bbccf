import 'swagger-ui-dist/swagger-ui.css';
import SwaggerUIBundle from 'swagger-ui-dist/swagger-ui-es-bundle.js';

SwaggerUIBundle({ url: '/openapi.yaml', dom_id: '#reference', deepLinking: true, tryItOutEnabled: false });
