import 'bpmn-js/dist/assets/diagram-js.css';
import { converge, measure } from './converge.js';

Object.assign(window, { converge, measure });
