/** The one script of every page. What is heavy comes with its island, when the reader comes near. */
import { copyButtons } from './client/copy.ts';
import { listenForSearch } from './client/search-key.ts';
import { mountIslands } from './client/mount.ts';
import { rememberLanguage, twinKeepsPlace } from './client/place.ts';
import { currentSection } from './client/contents.ts';
import { openMeanings } from './client/terms.ts';
import { themeButton } from './client/theme.ts';

themeButton();
rememberLanguage();
twinKeepsPlace();
copyButtons();
openMeanings();
currentSection();
listenForSearch();
mountIslands();
