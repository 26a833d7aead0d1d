import 'diagram-js-minimap/assets/diagram-js-minimap.css';
import './minimap.css'; // behind the library's, in the same file: canvas.css is loaded before both

export { default as minimapModule } from 'diagram-js-minimap';
