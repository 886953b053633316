/** Facades that extend one another, have extensions as methods, and twins. */
@KotlinFacade(
        value = {DequePipe.class, Pipe.class, Source.class, TextSource.class, User.class},
        functions = "dev.menai.fixture.ExtensionsKt")
@KotlinFacade(value = Kinds.class, name = "OpenedKinds", blocking = true, linear = true)
package dev.menai.facades.consumer.family;

import dev.menai.fixture.DequePipe;
import dev.menai.fixture.Kinds;
import dev.menai.fixture.Pipe;
import dev.menai.fixture.Source;
import dev.menai.fixture.TextSource;
import dev.menai.fixture.User;
import dev.menai.kotlin.KotlinFacade;
