/** A consumer that implements Kotlin interfaces: their base classes are written into this package. */
@KotlinFacade(
        value = {
            Answers.class,
            CompatibleGreeter.class,
            Feed.class,
            Handler.class,
            OldGreeter.class,
            Pipe.class,
            Source.class,
            UserIdSource.class,
            UserStore.class
        },
        implementable = true)
package dev.menai.facades.consumer.implementing;

import dev.menai.fixture.Answers;
import dev.menai.fixture.CompatibleGreeter;
import dev.menai.fixture.Feed;
import dev.menai.fixture.Handler;
import dev.menai.fixture.OldGreeter;
import dev.menai.fixture.Pipe;
import dev.menai.fixture.Source;
import dev.menai.fixture.UserIdSource;
import dev.menai.fixture.UserStore;
import dev.menai.kotlin.KotlinFacade;
