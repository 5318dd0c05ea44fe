import { linkedin } from '#lib/networks/linkedin/connector.ts';
import { createSandbox } from '#sandbox/linkedin/sandbox.ts';
import { conformanceOf } from '../sandbox-driver.ts';

conformanceOf({ connector: linkedin, createSandbox });
