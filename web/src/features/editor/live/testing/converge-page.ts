import 'bpmn-js/dist/assets/diagram-js.css';
import { converge, measure } from './converge.js';
import { withHandsOn } from './hands.js';

Object.assign(window, { converge, measure, withHandsOn });
