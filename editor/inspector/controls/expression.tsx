export { TemplateControl as ExpressionControl } from './template.tsx';
