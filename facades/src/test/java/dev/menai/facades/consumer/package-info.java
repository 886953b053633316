/** A consumer of a Kotlin library: its facades are written into this package when the tests are compiled. */
@KotlinFacade({
    Accounts.class,
    Channels.class,
    Count.class,
    Defaults.class,
    DefaultsInterface.class,
    Flows.class,
    InheritedDefaults.class,
    Kinds.class,
    Lambdas.class,
    ManyDefaults.class,
    Names.class,
    NumberPage.class,
    Outer.class,
    OverridingDefaults.class,
    Overloads.class,
    Page.class,
    Registry.class,
    Results.class,
    Times.class,
    Transaction.class,
    User.class,
    UserRepository.class
})
@KotlinFacade(
        functions = {
            "dev.menai.fixture.DefaultsKt",
            "dev.menai.fixture.FlowsKt",
            "dev.menai.fixture.ResultsKt",
            "dev.menai.fixture.ScopesKt"
        })
package dev.menai.facades.consumer;

import dev.menai.fixture.Accounts;
import dev.menai.fixture.Channels;
import dev.menai.fixture.Count;
import dev.menai.fixture.Defaults;
import dev.menai.fixture.DefaultsInterface;
import dev.menai.fixture.Flows;
import dev.menai.fixture.InheritedDefaults;
import dev.menai.fixture.Kinds;
import dev.menai.fixture.Lambdas;
import dev.menai.fixture.ManyDefaults;
import dev.menai.fixture.Names;
import dev.menai.fixture.NumberPage;
import dev.menai.fixture.Outer;
import dev.menai.fixture.Overloads;
import dev.menai.fixture.OverridingDefaults;
import dev.menai.fixture.Page;
import dev.menai.fixture.Registry;
import dev.menai.fixture.Results;
import dev.menai.fixture.Times;
import dev.menai.fixture.Transaction;
import dev.menai.fixture.User;
import dev.menai.fixture.UserRepository;
import dev.menai.kotlin.KotlinFacade;
