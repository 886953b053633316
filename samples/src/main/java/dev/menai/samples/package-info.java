/** Small programs, one idea each, as one would write them on a course about asyncio. */
package dev.menai.samples;
