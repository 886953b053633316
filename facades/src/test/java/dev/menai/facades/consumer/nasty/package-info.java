/** Facades of what has names, and orders of parameters, that a generator of Java trips over. */
@KotlinFacade(
        value = {
            AbsentObjects.class,
            Alarm.class,
            Box.class,
            Handle.class,
            Keywords.class,
            NastyNames.class,
            NastyNames.Inner.class,
            RenamedConverter.class,
            Shadowed.class
        },
        functions = "dev.menai.fixture.NastyNamesKt")
package dev.menai.facades.consumer.nasty;

import dev.menai.fixture.AbsentObjects;
import dev.menai.fixture.Alarm;
import dev.menai.fixture.Box;
import dev.menai.fixture.Handle;
import dev.menai.fixture.Keywords;
import dev.menai.fixture.NastyNames;
import dev.menai.fixture.RenamedConverter;
import dev.menai.fixture.Shadowed;
import dev.menai.kotlin.KotlinFacade;
