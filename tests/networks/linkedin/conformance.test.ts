import { linkedin } from '#lib/networks/linkedin/connector.ts';
import { createSandbox } from '#sandbox/linkedin/sandbox.ts';
import { conformanceOf } from '../run-sandbox-conformance.ts';

conformanceOf({ connector: linkedin, createSandbox });
